"""« Where is my badge? »: the cause told, and mended in the same answer wherever it is safe."""
