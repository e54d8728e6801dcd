$JFTRACE check
echo "status $?"
cat /proc/kallsyms > $STEP/kallsyms
