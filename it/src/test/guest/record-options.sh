# Options of record: what each leaves in the file, or sets in the kernel while it records, and puts back.
work='for i in 1 2 3; do ls -la /etc >/dev/null; done'
cd "$STEP" || exit
record() { $JFTRACE record -q "$@" || echo "failed with $?: $*"; }
report() { trace-cmd report -i "$1" 2>/dev/null; }
count() { report "$1" | grep -c "$2"; }
some() { [ "$1" -gt 0 ] && echo some || echo none; }
dumped() { $JFTRACE dump --options -i "$1" | grep -c "$2"; }

record -r 10 --cmdlines-size 20000 -e sched:sched_switch -o r.dat sh -c "ps -eLo rtprio | grep -c '^ *10' >prio; cat $T/saved_cmdlines_size >size"
echo "priority: $(cat prio) readers"
echo "cmdlines: $(cat size), then $(cat $T/saved_cmdlines_size)"

record -m 64 -e sched -e irq -e timer -o m.dat sh -c "$work; $work; $work"
echo "max: $(some "$(count m.dat ': sched_')") and $(($(stat -c %s m.dat) < 4000000))"

record -k -e sched:sched_switch -M 1 -o k.dat sh -c "$work"
echo "keep: $(cat $T/tracing_on) $(cat $T/set_event) $(cat $T/tracing_cpumask | sed 's/^0*//')"
echo "mask: cpu0 $(some "$(count k.dat '\[000\]')") cpu1 $(some "$(count k.dat '\[001\]')")"
record -K -e sched:sched_waking -o K.dat sh -c "$work"
echo "kept: $(some "$(count K.dat ': sched_switch:')") $(some "$(count K.dat ': sched_waking:')") then $(cat $T/set_event)"
$JFTRACE reset

record -T -e sched:sched_process_exec -o T.dat sh -c "$work"
echo "stacks: $(some "$(count T.dat '<stack trace')")"
record -p function -l 'do_sys_open*' --func-stack -o f.dat sh -c "$work"
echo "stacks of functions: $(some "$(count f.dat '<stack trace')") then $(cat $T/options/func_stack_trace 2>/dev/null)"

record --date --proc-map -e sched:sched_process_exec -F -c --temp . -o d.dat sh -c "$work"
record --ts-offset 1000000000 -e sched:sched_switch -o o.dat sh -c "$work"
echo "in the file: date $(dumped d.dat DATE) maps $(dumped d.dat PROCMAPS) offset $(dumped o.dat OFFSET)"

record -b 8 -p function --fail-on-loss -o loss.dat sh -c "$work; $work"
echo "lost: $(some "$(report loss.dat | grep -c 'EVENTS DROPPED')")"

record -p function_graph -g do_sys_openat2 --max-graph-depth 2 -n 'getname*' -O nofuncgraph-irqs -o g.dat sh -c "$work"
echo "graph: $(some "$(count g.dat 'do_sys_openat2()')") getname $(some "$(count g.dat getname_flags)") deeper $(some "$(count g.dat '|      [a-z]')")"

set -m
$JFTRACE record -e sched:sched_switch -o term.dat >told 2>&1 &
recorder=$!
until grep -q Hit told; do sleep 0.2; done
echo 0 >/sys/devices/system/cpu/cpu1/online; ls / >/dev/null
echo 1 >/sys/devices/system/cpu/cpu1/online; taskset 2 ls / >/dev/null
kill -TERM $recorder; wait $recorder
echo "terminated: $? $(some "$(count term.dat '\[000\]')") $(some "$(count term.dat '\[001\]')")"

$JFTRACE check-events >checked; echo "formats: $? $(($(sed 's/ .*//' checked) > 500))"
