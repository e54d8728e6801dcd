classes=${JFTRACE%/jftrace}/it/target/test-classes
$JFTRACE record -q -F -c -b 8192 -e sched -o "$STEP/events.dat" \
    --jvm -p function_graph -e jvm:gc -e 'jvm:monitor*' -l 'dev.jftrace.it.guest.*' \
    java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$classes" dev.jftrace.it.guest.Waiter
echo "status $?"
