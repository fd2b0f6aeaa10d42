"""The only room that speaks ADB: links to phones, and the permit list of what may be asked."""

import logging

# At DEBUG both libraries write what phones say into the log, where it has no place.
for _library in ("adb_shell", "ppadb"):
    logging.getLogger(_library).setLevel(logging.INFO)
