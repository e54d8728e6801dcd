# A buffer that is written faster than it is read: show ends with what was in it, and the machine records on.
set -m
for cpu in 1 2; do taskset $cpu dd if=/dev/zero of=/dev/null bs=1 2>/dev/null & done
$JFTRACE start -b 400 -e sched -e raw_syscalls
timeout 60 $JFTRACE show >"$STEP/shown"; echo "all $?"
timeout 60 $JFTRACE show -c 1 >"$STEP/one"; echo "one $?"
echo "on $(cat $T/tracing_on)"
$JFTRACE start -b 400 -p function_graph -l 'ksys_*' -l '*read*'
timeout 60 $JFTRACE show >"$STEP/graph"; echo "graph $?"
kill %1 %2
$JFTRACE reset
wc -l <"$STEP/graph" >"$STEP/lines"
