"""How the English pipeline's weights are made; needs the extra `train`, and is no part of the package."""
