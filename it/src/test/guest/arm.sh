cd /proc/sys/kernel
grep . ftrace_dump_on_oops panic_on_oops panic traceoff_on_warning > $STEP/before
$JFTRACE arm --apply
grep . ftrace_dump_on_oops panic_on_oops panic traceoff_on_warning > $STEP/armed
$JFTRACE arm --disarm
grep . ftrace_dump_on_oops panic_on_oops panic traceoff_on_warning > $STEP/after
