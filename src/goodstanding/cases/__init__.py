"""Cases, from a finding to a decision and its measures."""
