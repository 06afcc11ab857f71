"""Trains the leaf classifier: `conda env create -f environment.yml && python train.py leaves/`."""
