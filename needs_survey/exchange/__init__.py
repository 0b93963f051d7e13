"""The questionnaire and its answers, out to files and back: spreadsheets, XLSForm, paper."""
