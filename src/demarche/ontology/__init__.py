"""
The ontology: PLOVER, CAMEO, ICD 203, the Admiralty code, countries, bodies, people, offices and outlets.

Tables are data files under `data/` (format: `data/README.md`); each is read once, when it is first asked for.
"""

from __future__ import annotations

from demarche.ontology.admiralty import (
    CANNOT_BE_JUDGED,
    CREDIBILITIES,
    RELIABILITIES,
    Grade,
    SourceKindGrade,
    admiralty_grades,
    default_reliability,
    source_kinds,
)
from demarche.ontology.bodies import Body, Organisation, bodies, body_ids, groups, organisations
from demarche.ontology.cameo import CameoCode, cameo_code, cameo_codes, goldstein, plover_of
from demarche.ontology.cities import match_city
from demarche.ontology.countries import (
    Ambiguity,
    Country,
    FormerState,
    PlaceEntry,
    Seat,
    ambiguities,
    countries,
    country,
    country_codes,
    country_name,
    former_states,
    places,
    seats,
)
from demarche.ontology.gazetteer import Gazetteer, GazetteerHit, country_of, find_place_name, gazetteer
from demarche.ontology.icd203 import (
    Band,
    ProbabilityWords,
    complement,
    icd203_bands,
    icd203_word,
    probability_range,
    probability_words,
)
from demarche.ontology.layers import FILES, Ontology, load_ontology
from demarche.ontology.offices import Office, Sector, find_office, offices, sector_of, sectors
from demarche.ontology.outlets import Outlet, find_outlet, find_outlet_by_url, outlets
from demarche.ontology.owntypes import BEHAVIOUR, OwnMode, OwnType, TypesFile, check_context
from demarche.ontology.people import PersonEntry, find_person, people
from demarche.ontology.plover import (
    PloverMode,
    PloverType,
    intensity,
    modes_of,
    plover_contexts,
    plover_modes,
    plover_types,
)
from demarche.ontology.spoken import spoken_name

__all__ = [
    "BEHAVIOUR", "CANNOT_BE_JUDGED", "CREDIBILITIES", "FILES", "RELIABILITIES", "Ambiguity", "Band", "Body",
    "CameoCode", "Country", "FormerState", "Gazetteer", "GazetteerHit", "Grade", "Office", "Ontology", "Organisation",
    "Outlet", "OwnMode", "OwnType", "PersonEntry", "PlaceEntry", "PloverMode", "PloverType", "ProbabilityWords",
    "Seat", "Sector", "SourceKindGrade", "TypesFile", "admiralty_grades", "ambiguities", "bodies", "body_ids",
    "cameo_code", "cameo_codes", "check_context", "complement", "countries", "country", "country_codes",
    "country_name", "country_of", "default_reliability", "find_office", "find_outlet", "find_outlet_by_url",
    "find_person", "find_place_name", "former_states", "gazetteer", "goldstein", "groups", "icd203_bands",
    "icd203_word", "intensity", "load_ontology", "match_city", "modes_of", "offices", "organisations", "outlets",
    "people", "places", "plover_contexts", "plover_modes", "plover_of", "plover_types", "probability_range",
    "probability_words", "seats", "sector_of", "sectors", "source_kinds", "spoken_name",
]  # fmt: skip
