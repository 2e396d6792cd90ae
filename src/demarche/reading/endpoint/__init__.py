"""
A language model behind an endpoint, asked what a report says: the only room that can open a connection.

Nothing that a model says is kept without its words in the report's text. `Client` asks, `Inquiry` puts one report to
it, piece by piece; `read_settings` finds the endpoint in the environment. How the room guards itself is told in
docs/model-reader.md.
"""

from demarche.reading.endpoint.client import Client
from demarche.reading.endpoint.inquiry import Answer, Inquiry
from demarche.reading.endpoint.settings import VARIABLES, EndpointSettings, read_settings
from demarche.reading.endpoint.spending import Spending

__all__ = ["VARIABLES", "Answer", "Client", "EndpointSettings", "Inquiry", "Spending", "read_settings"]
