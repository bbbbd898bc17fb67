// Analyzers of this family stand beside this file.
