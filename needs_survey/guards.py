"""Pages of those who lead diagnoses."""

from needs_survey.perms import may_survey
from pat_logistics.accounts.guards import only

surveyors_only = only(may_survey)
