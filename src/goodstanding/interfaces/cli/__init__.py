"""The command line: for whoever sets it up, runs it, imports into it, or asks it one thing."""
