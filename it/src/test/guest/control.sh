# Each control command beside trace-cmd: the same text, the same files after it. One line each: "same WHAT", or the difference.
beside() { # WHAT OURS THEIRS
    diff "$2" "$3" >"$STEP/$1.diff" && echo "same $1" || { echo "different $1"; cat "$STEP/$1.diff"; }
}
files() {
    local file
    for file in current_tracer set_event set_ftrace_filter set_graph_function trace_clock buffer_size_kb tracing_on \
        events/sched/sched_switch/filter events/sched/sched_switch/trigger max_graph_depth instances/side/set_event; do
        echo "$file: $(cat "$T/$file" 2>&1)"
    done
}

$JFTRACE list -e 'sched:' >ours; trace-cmd list -e 'sched:' | sort >theirs; beside list-events ours theirs
$JFTRACE list -e sched_switch -F --full >ours; trace-cmd list -e sched_switch -F --full >theirs; beside list-format ours theirs
$JFTRACE list -o | sort >ours; trace-cmd list -o | sort >theirs; beside list-options ours theirs

asked=(-p function -l 'vfs_*' -e sched:sched_switch -f 'prev_pid != 0' -R stacktrace:5 -C mono -b 200 -B side -e sched_waking)
trace-cmd start -q "${asked[@]}" >/dev/null 2>&1; files >theirs; trace-cmd reset -t -a -d
$JFTRACE start -q "${asked[@]}"; files >ours; beside start ours theirs
ls / >/dev/null
$JFTRACE stop
$JFTRACE show >ours; trace-cmd show >theirs; beside show ours theirs
grep -q 'vfs_read <-' ours && echo "functions are shown"
# trace-cmd reads the stack tracer's switch wrongly and says so at the end.
$JFTRACE stat >ours; trace-cmd stat | grep -v 'stack tracer status' >theirs
beside stat <(sed '/^$/d' ours) <(sed '/^$/d' theirs)
$JFTRACE reset -t -a -d; files >ours; trace-cmd reset; files >theirs; beside reset ours theirs
