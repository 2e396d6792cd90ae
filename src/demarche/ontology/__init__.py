"""
The ontology: PLOVER, CAMEO, ICD 203, the Admiralty code, countries, bodies, people and offices.

Tables are data files under `data/` (format: `data/README.md`); each is read once, when it is first asked for.
"""

from __future__ import annotations

from demarche.ontology.bodies import Body, Organisation, bodies, body_ids, groups, organisations
from demarche.ontology.countries import (
    Ambiguity,
    Country,
    FormerState,
    PlaceEntry,
    Seat,
    countries,
    country,
    country_codes,
    country_name,
    former_states,
    places,
    seats,
)
from demarche.ontology.gazetteer import Gazetteer, GazetteerHit, country_of, find_place_name, gazetteer
from demarche.ontology.offices import Office, Sector, find_office, offices, sector_of, sectors
from demarche.ontology.people import PersonEntry, find_person, people

__all__ = [
    "Ambiguity", "Body", "Country", "FormerState", "Gazetteer", "GazetteerHit", "Office", "Organisation",
    "PersonEntry", "PlaceEntry", "Seat", "Sector", "bodies", "body_ids", "countries", "country", "country_codes",
    "country_name", "country_of", "find_office", "find_person", "find_place_name", "former_states", "gazetteer",
    "groups", "offices", "organisations", "people", "places", "seats", "sector_of", "sectors",
]  # fmt: skip
