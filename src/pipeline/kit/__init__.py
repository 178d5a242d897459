"""What the author of a source works with: the template, the checks that every source passes, the page of each."""
