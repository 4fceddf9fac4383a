"""What the detectors reach on public data, by the rules of the protocol. One file a detector."""
