"""The questions that come with the portal."""

import json

from needs_survey.services import QUESTIONS

SHIPPED = json.loads(QUESTIONS.read_text(encoding="utf-8"))
