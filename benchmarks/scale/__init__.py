"""What a run costs at a thousand to a million documents, against a floor and against what one would write instead."""
