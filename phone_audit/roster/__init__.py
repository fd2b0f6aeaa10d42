"""The people whose phones are examined: read from a spreadsheet, checked, and drawn by lot."""
