"""Weighing: many readings, one record. What do the reports say together, and how far is each claim to be believed?"""

from demarche.weighing.files import load_corrections, load_sources
from demarche.weighing.weigh import WeighSettings, weigh_readings

__all__ = ["WeighSettings", "load_corrections", "load_sources", "weigh_readings"]
