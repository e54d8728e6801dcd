package dev.jftrace.tracefs;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * An independent set of buffers with tracer, events, filters and clock of its own: the top one, or one below {@code instances}.
 * Whether it is there is asked only when it is used.
 */
public final class Instance {
    private final ControlTree tree;
    private final String name;

    /** @param name null for the top instance */
    Instance(ControlTree tree, String name) {
        this.tree = tree;
        this.name = name;
    }

    /** Its name; "" for the top instance. */
    public String name() {
        return name == null ? "" : name;
    }

    public boolean isTop() {
        return name == null;
    }

    Instance top() {
        return new Instance(tree, null);
    }

    private String folder() {
        return "instances/" + name;
    }

    public boolean exists() {
        return isTop() || tree.exists(folder());
    }

    /** @throws TracefsException EEXIST if there is one of this name */
    public void create() throws TracefsException {
        try {
            tree.makeFolder(folder());
        } catch (IOException e) {
            throw new TracefsException(tree.describe(folder()), null, e);
        }
    }

    /** @throws TracefsException EBUSY if a file of it is open */
    public void delete() throws TracefsException {
        try {
            tree.removeFolder(folder());
        } catch (IOException e) {
            throw new TracefsException(tree.describe(folder()), null, e);
        }
    }

    /** @param file below the instance, as {@code "current_tracer"} or {@code "events/sched/enable"} */
    public ControlFile file(String file) {
        String path = isTop() ? file : folder() + "/" + file;
        tree.describe(path); // refuses what is outside
        return new ControlFile(tree, path);
    }

    boolean takesFunctionNumbers() {
        return tree.takesFunctionNumbers();
    }

    /** Names of the folders in a folder of it. */
    List<String> folders(String folder) throws TracefsException {
        return names(folder).stream()
                .filter(entry -> entry.endsWith("/"))
                .map(entry -> entry.substring(0, entry.length() - 1))
                .toList();
    }

    /** Names in a folder of it, that of a folder with "/" behind it. */
    public List<String> names(String folder) throws TracefsException {
        String path = file(folder).name();
        try {
            return tree.names(path);
        } catch (IOException e) {
            throw new TracefsException(tree.describe(path), null, e);
        }
    }

    /** Names in a folder of it, that of a folder like that of a file. */
    List<String> entries(String folder) throws TracefsException {
        String path = file(folder).name();
        try {
            return tree.entries(path);
        } catch (IOException e) {
            throw new TracefsException(tree.describe(path), null, e);
        }
    }

    public List<String> availableTracers() throws TracefsException {
        return List.of(file("available_tracers").value().split("\\s+"));
    }

    public String tracer() throws TracefsException {
        return file("current_tracer").value();
    }

    /** Sets the tracer, and reads back. It empties the buffer, except where the tracer was this one already. */
    public void tracer(String tracer) throws TracefsException {
        file("current_tracer").writeAndCheck(tracer);
    }

    public boolean tracingOn() throws TracefsException {
        return !file("tracing_on").value().equals("0");
    }

    public void tracingOn(boolean on) throws TracefsException {
        file("tracing_on").write(on ? "1" : "0");
    }

    public EventSwitch events() {
        return new EventSwitch(this);
    }

    public FunctionFilter filter() {
        return new FunctionFilter(this, "set_ftrace_filter");
    }

    public FunctionFilter notrace() {
        return new FunctionFilter(this, "set_ftrace_notrace");
    }

    /** Of all instances. */
    public FunctionFilter graphFunction() {
        return new FunctionFilter(top(), "set_graph_function");
    }

    /** Of all instances. */
    public FunctionFilter graphNotrace() {
        return new FunctionFilter(top(), "set_graph_notrace");
    }

    public TraceOptions options() {
        return new TraceOptions(this);
    }

    public TraceClock clock() {
        return new TraceClock(file("trace_clock"));
    }

    public BufferSize bufferSize() {
        return new BufferSize(this);
    }

    public Snapshot snapshot() {
        return new Snapshot(file("snapshot"));
    }

    public Snapshot snapshot(int cpu) {
        return new Snapshot(file("per_cpu/cpu" + cpu + "/snapshot"));
    }

    public ErrorLog errorLog() {
        return new ErrorLog(file("error_log"));
    }

    /** Empties the buffers of all CPUs. */
    public void clearTrace() throws TracefsException {
        file("trace").clear();
    }

    /** The buffer as text; it stays as it is. */
    public InputStream trace() throws TracefsException {
        return file("trace").open();
    }

    /** The buffer as text that is used up by reading; at its end the reader waits for more. */
    public InputStream tracePipe() throws TracefsException {
        return file("trace_pipe").open();
    }

    /** The CPUs it has buffers of. */
    public List<Integer> cpus() throws TracefsException {
        if (!file("per_cpu").exists()) {
            return List.of();
        }
        return folders("per_cpu").stream()
                .filter(cpu -> cpu.matches("cpu\\d{1,6}"))
                .map(cpu -> Integer.valueOf(cpu.substring(3)))
                .sorted()
                .toList();
    }

    /** Whether {@code tracing_cpumask} leaves none of them out. */
    public boolean tracesAllCpus() throws TracefsException {
        return CpuMask.hasAll(file("tracing_cpumask").value(), cpus());
    }

    /** {@code entries:}, {@code overrun:}, ... of a CPU's buffer, a line each. */
    public String stats(int cpu) throws TracefsException {
        return file("per_cpu/cpu" + cpu + "/stats").read();
    }

    @Override
    public String toString() {
        return isTop() ? "top" : name;
    }
}
