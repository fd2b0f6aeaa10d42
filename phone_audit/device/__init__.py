"""The only room that speaks ADB: links to phones, and the permit list of what may be asked."""
