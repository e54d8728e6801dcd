echo to stderr >&2
echo one > $STEP/one
exit 3
