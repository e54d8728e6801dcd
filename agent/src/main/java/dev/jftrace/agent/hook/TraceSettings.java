package dev.jftrace.agent.hook;

import dev.jftrace.ring.AgentBufferDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the recorder asks for: the lines {@code key=value} of the file {@code settings}. */
public final class TraceSettings {
    private static final int KB = 1024;

    private static final long MAX_BUFFER_KB = 1L << 30;
    private static final long MAX_SUB_BUFFER_KB = 1L << 20;
    private static final int NS_PER_US = 1000;

    private String tracer = "function_graph";
    private long threshUs;
    private int bufferMode;
    private long bufferKb = 65536;
    private long subBufferKb = 64;
    private int maxGraphDepth;
    private long recorder;
    private final List<String> filters = new ArrayList<>();
    private final List<String> notraces = new ArrayList<>();
    private final List<String> graphFunctions = new ArrayList<>();
    private final List<String> graphNotraces = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final List<String> results = new ArrayList<>();
    private final List<String> threads = new ArrayList<>();
    private final List<String> flightEvents = new ArrayList<>();
    private final List<String> eventFilters = new ArrayList<>();
    private boolean all;
    private int minSize;
    private int governorPercent;
    private final List<String> notUnderstood = new ArrayList<>();

    private TraceSettings() {}

    /**
     * Without filters.
     *
     * @param threshUs 0 for none, as with the depth
     * @throws IOException if the buffer's size is out of range
     */
    public static TraceSettings of(String tracer, long threshUs, int maxGraphDepth, long bufferKb, boolean overwrite)
            throws IOException {
        TraceSettings settings = new TraceSettings();
        settings.tracer = knownTracer(tracer);
        settings.threshUs = threshUs;
        settings.maxGraphDepth = maxGraphDepth;
        settings.bufferKb = bufferKb;
        settings.bufferMode = overwrite ? AgentBufferDescriptor.MODE_OVERWRITE : AgentBufferDescriptor.MODE_DROP;
        settings.check();
        return settings;
    }

    public static TraceSettings read(Path file) throws IOException {
        TraceSettings settings = new TraceSettings();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                settings.set(
                        line.substring(0, equals).trim(),
                        line.substring(equals + 1).trim(),
                        line);
            } else if (!line.trim().isEmpty()) {
                settings.notUnderstood.add(line);
            }
        }
        settings.check();
        return settings;
    }

    private void set(String key, String value, String line) throws IOException {
        switch (key) {
            case "tracer":
                tracer = knownTracer(value);
                break;
            case "buffer_kb":
                bufferKb = number(key, value);
                break;
            case "sub_buffer_kb":
                subBufferKb = number(key, value);
                break;
            case "buffer_mode":
                bufferMode = bufferMode(value);
                break;
            case "tracing_thresh":
                threshUs = number(key, value);
                break;
            case "max_graph_depth":
                maxGraphDepth = (int) Math.min(number(key, value), Integer.MAX_VALUE);
                break;
            case "recorder":
                recorder = number(key, value);
                break;
            case "filter":
                filters.add(value);
                break;
            case "notrace":
                notraces.add(value);
                break;
            case "graph_function":
                graphFunctions.add(value);
                break;
            case "graph_notrace":
                graphNotraces.add(value);
                break;
            case "arguments":
                arguments.add(value);
                break;
            case "retval":
                results.add(value);
                break;
            case "thread":
                threads.add(value);
                break;
            case "flight":
                flightEvents.add(value);
                break;
            case "event_filter":
                eventFilters.add(value);
                break;
            case "all":
                all = number(key, value) != 0;
                break;
            case "min_size":
                minSize = (int) Math.min(number(key, value), Integer.MAX_VALUE);
                break;
            case "governor":
                governorPercent = (int) Math.min(number(key, value), Integer.MAX_VALUE);
                break;
            default:
                notUnderstood.add(line);
        }
    }

    private static String knownTracer(String tracer) throws IOException {
        if (tracer.equals("nop") || tracer.equals("function") || tracer.equals("function_graph")) {
            return tracer;
        }
        throw new IOException("settings: no tracer named " + tracer);
    }

    private static int bufferMode(String mode) throws IOException {
        switch (mode) {
            case "drop":
                return AgentBufferDescriptor.MODE_DROP;
            case "overwrite":
                return AgentBufferDescriptor.MODE_OVERWRITE;
            case "block":
                return AgentBufferDescriptor.MODE_BLOCK;
            default:
                throw new IOException("settings: buffer_mode is not drop, overwrite or block: " + mode);
        }
    }

    private static long number(String key, String value) throws IOException {
        try {
            long number = Long.parseLong(value);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IOException("settings: " + key + " is not a number from 0 up: " + value);
    }

    private void check() throws IOException {
        if (subBufferKb < 1 || subBufferKb > MAX_SUB_BUFFER_KB || subBufferKb > bufferKb || bufferKb > MAX_BUFFER_KB) {
            throw new IOException("settings: buffer_kb " + bufferKb + " must be from sub_buffer_kb " + subBufferKb
                    + " (itself from 1 to " + MAX_SUB_BUFFER_KB + ") up to " + MAX_BUFFER_KB);
        }
    }

    /** Pid of the process that records; 0 if it does not say. */
    public long recorder() {
        return recorder;
    }

    public boolean overwrites() {
        return bufferMode == AgentBufferDescriptor.MODE_OVERWRITE;
    }

    public String tracer() {
        return tracer;
    }

    public long bufferKb() {
        return bufferKb;
    }

    public long threshUs() {
        return threshUs;
    }

    /** ns; calls that took less are not recorded. */
    long thresh() {
        return threshUs * NS_PER_US;
    }

    /** One of {@link AgentBufferDescriptor}'s modes. */
    public int bufferMode() {
        return bufferMode;
    }

    /** Bytes. */
    int subBufferSize() {
        return (int) subBufferKb * KB;
    }

    int subBufferCount() {
        return (int) (bufferKb / subBufferKb);
    }

    /** Calls open on a thread from which on a call is not recorded; 0 for no limit. */
    public int maxGraphDepth() {
        return maxGraphDepth;
    }

    public List<String> filters() {
        return filters;
    }

    public List<String> notraces() {
        return notraces;
    }

    public List<String> graphFunctions() {
        return graphFunctions;
    }

    public List<String> graphNotraces() {
        return graphNotraces;
    }

    /** Functions whose arguments are recorded. */
    public List<String> arguments() {
        return arguments;
    }

    /** Functions whose results are recorded. */
    public List<String> results() {
        return results;
    }

    /** Names or Linux ids of the threads that are recorded; none for all. */
    public List<String> threads() {
        return threads;
    }

    /** Names of the flight recorder's events that are recorded, as {@code jdk.GarbageCollection}. */
    public List<String> flightEvents() {
        return flightEvents;
    }

    /** Which events of a type are wanted: lines {@code EVENT TAB FILTER}. */
    public List<String> eventFilters() {
        return eventFilters;
    }

    /** Trivial methods are traced too. */
    public boolean all() {
        return all;
    }

    /** Bytes of code below which a method is not traced. */
    public int minSize() {
        return minSize;
    }

    /** The share of a thread's time that hooks may take, in percent; 0 for any. */
    public int governorPercent() {
        return governorPercent;
    }

    /** Lines that a newer recorder may have written. */
    List<String> notUnderstood() {
        return notUnderstood;
    }
}
