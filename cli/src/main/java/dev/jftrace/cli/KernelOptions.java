package dev.jftrace.cli;

import dev.jftrace.tracefs.InstanceRequest;
import dev.jftrace.tracefs.TraceRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * The options that say what a kernel is to trace, which {@code start}, {@code set}, {@code record}, {@code stream} and
 * {@code profile} share. Those that stand after {@code -B} are meant for that instance, those after {@code -e} for these events.
 */
final class KernelOptions {
    static final String EVENT_HELP = "enable a system, SYSTEM:EVENT, a glob of either, or all";
    static final String FILTER_HELP = "the kernel's filter for the -e before it";

    private static final List<String> PROFILED_WITH_STACK = List.of("sched:sched_switch", "sched:sched_wakeup");
    private static final List<String> PROFILED = List.of(
            "sched:sched_process_exec",
            "raw_syscalls",
            "exceptions:page_fault_user",
            "irq:irq_handler_entry",
            "irq:irq_handler_exit",
            "irq:softirq_raise",
            "irq:softirq_entry",
            "irq:softirq_exit");

    private final String command;
    private final List<InstanceOptions> instances = new ArrayList<>();
    private InstanceOptions current = new InstanceOptions("", false);
    private String module;
    private String firstClock;
    private boolean negative;
    private boolean deletes;
    private boolean taskOnly;
    private boolean children;
    private boolean functionTrace = true;
    private boolean functionTraceOfAll;
    private boolean functionStack;
    private boolean ignoreMissing;
    private boolean tscToNanoseconds;
    private boolean quiet;
    private boolean given;
    private boolean interrupted;

    /** Then a function's name may have a condition behind it. */
    private boolean ofJvm;

    private int savedCmdlines = InstanceRequest.UNSET;
    private String user;

    KernelOptions(String command) {
        this.command = command;
        instances.add(current);
    }

    /** {@code -v} before {@code -B} deletes that instance, as in {@code set}. */
    KernelOptions deletingInstances() {
        deletes = true;
        return this;
    }

    void addTo(OptionTable table) {
        addShared(table);
        table.value('n', null, "FUNC", "do not trace these functions", this::notrace)
                .value('R', null, "TRIGGER", "a trigger for the -e before it", this::trigger)
                .value('P', null, "PID", "trace only these tasks (PID,PID...)", this::pids);
        addOwn(table);
    }

    /** For the tree of a running JVM, which has more to it. */
    void addTo(OptionTable table, JvmFileOptions files) {
        ofJvm = true;
        addShared(table);
        files.addTo(table);
        table.flag('v', null, "negate each -e after it", value -> negative = true)
                .value('C', null, "CLOCK", "the trace clock: mono", this::clock)
                .value("user", "NAME", "run the command as this user", value -> user = value)
                .flag('i', null, "an event that is not there is no error", value -> ignoreMissing = true)
                .flag('q', "quiet", "print nothing", value -> quiet = true);
    }

    private void addShared(OptionTable table) {
        table.value('e', null, "EVENT", EVENT_HELP, this::event)
                .value('f', null, "FILTER", FILTER_HELP, this::eventFilter);
        table.value('p', null, "TRACER", "function, function_graph, nop, ... (see list -t)", this::tracer)
                .value('l', null, "FUNC", "trace these functions only: a name, a glob, or FUNC:COMMAND", this::filter)
                .value('b', null, "KB", "size of each CPU's buffer", this::bufferKb)
                .value("max-graph-depth", "N", "function_graph: the outermost N levels only", this::maxGraphDepth)
                .value('g', null, "FUNC", "function_graph: begin at these functions", this::graphFunction)
                .value('O', null, "OPTION", "set a trace option; with no before it, unset it", this::option);
    }

    /** Those that only a kernel has. */
    void addOwn(OptionTable table) {
        table.flag('v', null, "negate each -e" + (deletes ? " and -B" : "") + " after it", value -> negative = true)
                .flag('T', null, "record a stack with each event", value -> option("stacktrace"))
                .flag("func-stack", "record a stack with each function (needs -l)", this::functionStack)
                .value("module", "MODULE", "of the functions after it, those of MODULE only", this::module)
                .value('C', null, "CLOCK", "the trace clock (see list -C)", this::clock)
                .value('B', null, "NAME", "what follows is meant for this instance", this::instance)
                .flag('F', null, "trace only the command that is run", this::taskOnly)
                .flag('c', null, "with -F or -P: and what they start", this::children)
                .value('M', null, "MASK", "trace only these CPUs (hexadecimal; -1: all)", this::cpuMask)
                .value("subbuf-size", "KB", "size of a sub-buffer", this::subBufferKb)
                .value("cmdlines-size", "N", "entries of the kernel's table of task names", this::savedCmdlines)
                .flag('d', null, "switch the option function-trace off", value -> functionTrace = !ask())
                .flag('D', null, "switch function tracing off for everybody", this::functionTraceOfAll)
                .flag('i', null, "an event that is not there is no error", value -> ignoreMissing = true)
                .flag(
                        "tsc2nsec",
                        "have the times of the clock x86-tsc turned into ns",
                        value -> tscToNanoseconds = true)
                .value("user", "NAME", "run the command as this user", value -> user = value)
                .flag('q', "quiet", "print nothing", value -> quiet = true);
    }

    /** Whether {@code -v} stood before. */
    boolean isNegative() {
        return negative;
    }

    /** Something is asked of the kernel, so it is recorded. */
    boolean ask() {
        given = true;
        return true;
    }

    /** What a profile is made of, in the top instance, beside what was asked for; as far as this kernel has it. */
    void addProfile() {
        InstanceOptions top = instances.getFirst();
        given = true;
        ignoreMissing = true;
        if (top.tracer == null) {
            top.tracer = "function_graph";
            top.maxGraphDepth = top.maxGraphDepth == InstanceRequest.UNSET ? 1 : top.maxGraphDepth;
        }
        PROFILED_WITH_STACK.forEach(name -> profile(name, true));
        PROFILED.forEach(name -> profile(name, false));
    }

    /** An event of a profile, in the top instance. */
    void profile(String name, boolean stack) {
        EventOptions event = new EventOptions(name, false);
        if (stack) {
            event.triggers.add("stacktrace");
        }
        given = true;
        instances.getFirst().events.add(event);
    }

    void beQuiet() {
        quiet = true;
    }

    /** Another section begins, that of a JVM: the next {@code -B} comes back to the kernel. */
    void interrupt() {
        interrupted = true;
    }

    boolean isInterrupted() {
        return interrupted;
    }

    private InstanceOptions asked() throws UsageException {
        given = true;
        if (interrupted) {
            throw new UsageException(command + ": what stands behind --jvm is meant for the Java program,"
                    + " which has no such option: put it before --jvm");
        }
        if (current.delete) {
            throw new UsageException(
                    command + ": instance " + current.name + " is to be deleted: nothing else can be asked of it");
        }
        return current;
    }

    void tracer(String name) throws UsageException {
        if (asked().tracer != null) {
            throw new UsageException(
                    command + ": only one tracer for an instance: -p " + current.tracer + " and -p " + name);
        }
        current.tracer = name.strip();
    }

    void filter(String function) throws UsageException {
        asked().filters.add(function(function, "-l"));
    }

    void notrace(String function) throws UsageException {
        asked().notraces.add(function(function, "-n"));
    }

    void bufferKb(String value) throws UsageException {
        asked().bufferKb = number(value, "-b", 1, 1 << 30);
    }

    void maxGraphDepth(String value) throws UsageException {
        asked().maxGraphDepth = number(value, "--max-graph-depth", 0, 1_000_000);
    }

    void graphFunction(String function) throws UsageException {
        asked().graphFunctions.add(function(function, "-g"));
    }

    private String function(String word, String option) throws UsageException {
        if (word.isBlank() || word.chars().anyMatch(c -> c < ' ' || c == ' ' && !ofJvm)) {
            throw new UsageException(command + ": " + option + ": '" + word + "' is no name of functions");
        }
        return module == null ? word : word + ":mod:" + module;
    }

    private void module(String name) throws UsageException {
        allOfModule();
        asked();
        module = name;
    }

    /** A module after which no function was named: all of its functions. */
    private void allOfModule() {
        boolean named = current.filters.stream().anyMatch(word -> word.endsWith(":mod:" + module));
        if (module != null && !named && current.notraces.isEmpty() && current.graphFunctions.isEmpty()) {
            current.filters.add("*:mod:" + module);
        }
    }

    void event(String pattern) throws UsageException {
        asked().events.add(new EventOptions(pattern, negative));
    }

    void eventFilter(String filter) throws UsageException {
        EventOptions event = lastEvent("-f", "filter");
        event.filter = event.filter == null ? "(" + filter + ")" : event.filter + "&&(" + filter + ")";
    }

    void trigger(String trigger) throws UsageException {
        lastEvent("-R", "trigger").triggers.add(trigger);
    }

    private EventOptions lastEvent(String option, String what) throws UsageException {
        if (asked().events.isEmpty()) {
            throw new UsageException(command + ": " + option + ": a " + what + " must come after its event (-e)");
        }
        return current.events.getLast();
    }

    void option(String name) throws UsageException {
        asked().options.add(name);
    }

    private void functionStack(String none) throws UsageException {
        option("func_stack_trace");
        functionStack = true;
    }

    private void clock(String name) throws UsageException {
        boolean tsc = name.equals("tsc2nsec");
        tscToNanoseconds |= tsc;
        asked().clock = tsc ? "x86-tsc" : name;
        firstClock = firstClock == null ? current.clock : firstClock;
    }

    private void instance(String name) throws UsageException {
        if (name.isEmpty() || name.contains("/") || name.startsWith(".")) {
            throw new UsageException(command + ": -B: '" + name + "' can be no instance's name");
        }
        allOfModule();
        module = null;
        interrupted = false;
        given = true;
        current = instances.stream()
                .filter(one -> one.name.equals(name))
                .findFirst()
                .orElseGet(() -> new InstanceOptions(name, deletes && negative));
        negative = false;
        if (!instances.contains(current)) {
            instances.add(current);
        }
    }

    private void taskOnly(String none) {
        given = true;
        taskOnly = true;
    }

    private void children(String none) {
        given = true;
        children = true;
    }

    void pids(String list) throws UsageException {
        for (String pid : list.split(",")) {
            asked().pids.add(number(pid.strip(), "-P", 0, Integer.MAX_VALUE));
        }
    }

    private void cpuMask(String mask) throws UsageException {
        if (!mask.matches("-1|[0-9a-fA-F]{1,8}(,[0-9a-fA-F]{1,8})*")) {
            throw new UsageException(command + ": -M: expected a mask in hexadecimal, or -1, not '" + mask + "'");
        }
        asked().cpuMask = mask;
    }

    private void subBufferKb(String value) throws UsageException {
        asked().subBufferKb = number(value, "--subbuf-size", 1, 1 << 20);
    }

    private void savedCmdlines(String value) throws UsageException {
        given = true;
        savedCmdlines = number(value, "--cmdlines-size", 1, 1 << 22);
    }

    private void functionTraceOfAll(String none) {
        given = true;
        functionTrace = false;
        functionTraceOfAll = true;
    }

    private int number(String value, String option, int least, int most) throws UsageException {
        return Numbers.number(command, option, value, least, most);
    }

    /** Whether any of the options was given that say what the kernel is to trace. */
    boolean isGiven() {
        return given;
    }

    /** Whom the command is to be run as; null for who runs jftrace. */
    String user() {
        return user;
    }

    boolean isQuiet() {
        return quiet;
    }

    /** {@code --tsc2nsec} or {@code -C tsc2nsec}. */
    boolean turnsTscToNanoseconds() {
        return tscToNanoseconds;
    }

    boolean tracesTaskOnly() {
        return taskOnly;
    }

    /**
     * What was asked for.
     *
     * @param keep whether what was set before stays
     */
    TraceRequest request(boolean keep) throws UsageException {
        allOfModule();
        boolean pids = instances.stream().anyMatch(one -> !one.pids.isEmpty());
        if (children && !taskOnly && !pids) {
            throw new UsageException(command + ": -c can only be used with -F or -P");
        }
        boolean function = instances.getFirst().tracer != null
                && instances.getFirst().tracer.startsWith("function");
        if (functionStack && function && instances.getFirst().filters.isEmpty()) {
            throw new UsageException(
                    command + ": --func-stack: a stack at every function brings the machine down: name some with -l");
        }
        List<InstanceRequest> requests = instances.stream()
                .filter(one -> !one.name.isEmpty() || instances.size() == 1 || taskOnly || one.isAsked())
                .map(one -> one.request(firstClock))
                .toList();
        return new TraceRequest(
                requests, keep, ignoreMissing, functionTrace, functionTraceOfAll, taskOnly, children, savedCmdlines);
    }
}
