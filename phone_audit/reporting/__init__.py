"""One frozen document, many renderings; every sentence a report may say."""
