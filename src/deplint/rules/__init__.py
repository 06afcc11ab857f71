"""The rules, one file each in the folder of its family: `<family>/<rule_name>.py` holds the class `RuleName`. Nothing lists them."""
