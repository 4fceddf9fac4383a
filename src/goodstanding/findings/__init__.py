"""What detectors said, kept with the evidence; a finding decides nothing."""
