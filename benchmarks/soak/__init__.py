"""Many runs in a row over a raw folder that changes: what they make stays right, and nothing grows that should not."""
