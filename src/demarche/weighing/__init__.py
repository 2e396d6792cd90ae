"""Weighing: many readings, one record. What do the reports say together, and how far is each claim to be believed?"""

from demarche.weighing.weigh import WeighSettings, weigh_readings

__all__ = ["WeighSettings", "weigh_readings"]
