"""What people are told: notices and statements of reasons, and their delivery."""
