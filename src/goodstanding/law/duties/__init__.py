"""The duties of due process: which bind, with what numbers, and whether a log kept them.

The table itself is `table.json` beside this file. The law reads no disk: whoever audits reads the
text and hands it to `reading.parse`.
"""
