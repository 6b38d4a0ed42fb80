"""Where DAG files come from: the folder, the text, the syntax tree."""
