"""Files that are broken, hostile or something else: each must end in one clear sentence, or in nothing but findings."""
