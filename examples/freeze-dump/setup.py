from setuptools import find_packages, setup

setup(name="sales-report", version="0.4", packages=find_packages())
