# Options of record: what each sets in the kernel while it records and puts back, and files to look into.
work='ls -la /etc >/dev/null; ls -la /usr/bin >/dev/null'
cd "$STEP" || exit
record() { $JFTRACE record -q "$@" || echo "failed with $?: ${*:1:6}"; }

record -r 10 --cmdlines-size 20000 -T -e sched:sched_process_exec -o stack.dat \
    sh -c "ps -eLo rtprio | grep -c '^ *10' >prio; cat $T/saved_cmdlines_size >size"
echo "priority: $(cat prio) readers"
echo "cmdlines: $(($(cat size) >= 20000)) then $(($(cat $T/saved_cmdlines_size) < 20000))"

record -k -e sched:sched_switch -M 1 -m 64 -o mask.dat sh -c "$work"
echo "keep: $(cat $T/tracing_on) $(cat $T/set_event) $(sed 's/^0*//' $T/tracing_cpumask)"
record -K -e sched:sched_waking -o kept.dat sh -c "$work"
echo "kept: $(cat $T/set_event)"
$JFTRACE reset

record -p function -l 'do_sys_open*' --func-stack --date --proc-map -F -c --temp . -o date.dat sh -c "$work"
echo "stacks: $(cat $T/options/func_stack_trace 2>/dev/null || echo 0)"
record -p function_graph -g do_sys_openat2 --max-graph-depth 2 -n 'getname*' -O nofuncgraph-irqs --ts-offset 1000000000 \
    -o graph.dat sh -c "$work"
record -b 8 -p function --fail-on-loss -o loss.dat sh -c "$work"

set -m
$JFTRACE record -e sched:sched_switch -o term.dat >told 2>&1 &
recorder=$!
until grep -q Hit told; do sleep 0.2; done
echo 0 >/sys/devices/system/cpu/cpu1/online; ls / >/dev/null
echo 1 >/sys/devices/system/cpu/cpu1/online; taskset 2 ls / >/dev/null
kill -TERM $recorder; wait $recorder
echo "terminated: $?"
