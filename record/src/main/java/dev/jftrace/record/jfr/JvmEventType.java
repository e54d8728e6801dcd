package dev.jftrace.record.jfr;

import static dev.jftrace.record.jfr.EventField.className;
import static dev.jftrace.record.jfr.EventField.duration;
import static dev.jftrace.record.jfr.EventField.flag;
import static dev.jftrace.record.jfr.EventField.method;
import static dev.jftrace.record.jfr.EventField.nanos;
import static dev.jftrace.record.jfr.EventField.number;
import static dev.jftrace.record.jfr.EventField.text;
import static dev.jftrace.record.jfr.EventField.thread;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The events of system {@code jvm}: what a JVM tells of itself, by the flight recorder of the JDK. Each stands where it ended, so
 * that a wait is told inside the call that waited; how long it took is a field, in ns. The last two are no events of the flight
 * recorder: the agent's own records tell of them, at the first traced call that a virtual thread makes on another carrier.
 */
public enum JvmEventType {
    // The order is the ids': a new one is added at the end.

    GC(
            List.of("jdk.GarbageCollection"),
            number("id", "gcId"),
            text("name", "name"),
            text("cause", "cause"),
            nanos("pauses", "sumOfPauses"),
            duration()),
    GC_PAUSE(List.of("jdk.GCPhasePause"), number("id", "gcId"), text("name", "name"), duration()),
    SAFEPOINT(
            List.of("jdk.ExecuteVMOperation"),
            text("operation", "operation"),
            flag("stopped", "safepoint"),
            flag("blocking", "blocking"),
            duration()),
    MONITOR_ENTER(
            List.of("jdk.JavaMonitorEnter"),
            className("class", "monitorClass"),
            thread("owner", "previousOwner"),
            duration()),
    MONITOR_WAIT(
            List.of("jdk.JavaMonitorWait"),
            className("class", "monitorClass"),
            thread("notifier", "notifier"),
            flag("timed_out", "timedOut"),
            duration()),
    PARK(List.of("jdk.ThreadPark"), className("class", "parkedClass"), nanos("timeout", "timeout"), duration()),
    SLEEP(List.of("jdk.ThreadSleep"), nanos("time", "time"), duration()),
    THREAD_START(List.of("jdk.ThreadStart"), thread("thread", "thread"), thread("parent", "parentThread")),
    THREAD_END(List.of("jdk.ThreadEnd"), thread("thread", "thread")),
    VTHREAD_START(List.of("jdk.VirtualThreadStart"), number("thread", "javaThreadId")),
    VTHREAD_END(List.of("jdk.VirtualThreadEnd"), number("thread", "javaThreadId")),
    VTHREAD_PINNED(List.of("jdk.VirtualThreadPinned"), duration()),
    CLASS_LOAD(
            List.of("jdk.ClassLoad"),
            className("class", "loadedClass"),
            EventField.loader("loader", "definingClassLoader"),
            duration()),
    EXCEPTION(
            List.of("jdk.JavaExceptionThrow", "jdk.JavaErrorThrow"),
            className("class", "thrownClass"),
            text("message", "message")),
    COMPILE(
            List.of("jdk.Compilation"),
            method("method", "method"),
            number("level", "compileLevel"),
            flag("osr", "isOsr"),
            flag("succeeded", "succeded"),
            number("code", "codeSize"),
            duration()),
    DEOPT(
            List.of("jdk.Deoptimization"),
            method("method", "method"),
            text("reason", "reason"),
            text("action", "action"),
            number("line", "lineNumber")),
    FILE_READ(List.of("jdk.FileRead"), text("path", "path"), number("bytes", "bytesRead"), duration()),
    FILE_WRITE(List.of("jdk.FileWrite"), text("path", "path"), number("bytes", "bytesWritten"), duration()),
    SOCKET_READ(
            List.of("jdk.SocketRead"),
            text("host", "host"),
            number("port", "port"),
            number("bytes", "bytesRead"),
            duration()),
    SOCKET_WRITE(
            List.of("jdk.SocketWrite"),
            text("host", "host"),
            number("port", "port"),
            number("bytes", "bytesWritten"),
            duration()),
    VTHREAD_MOUNT(List.of("jftrace.VirtualThreadMount"), number("thread", ""), number("carrier", "")),
    VTHREAD_UNMOUNT(List.of("jftrace.VirtualThreadUnmount"), number("thread", ""), number("carrier", ""));

    /** Event ids of a kernel are given upwards from 1 and stay far below; ids are 16 bits. */
    private static final int FIRST_ID = 60_000;

    /** Of all these events. */
    public static final String SYSTEM = "jvm";

    private static final Map<String, JvmEventType> OF_SOURCES = new HashMap<>();

    static {
        for (JvmEventType type : values()) {
            type.sources.forEach(source -> OF_SOURCES.put(source, type));
        }
    }

    private final List<String> sources;
    private final List<EventField> fields;

    JvmEventType(List<String> sources, EventField... fields) {
        this.sources = sources;
        this.fields = List.of(fields);
    }

    /** The event's name in its system, as {@code gc_pause}. */
    public String eventName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What stands in an event's first two bytes. */
    public int id() {
        return FIRST_ID + ordinal();
    }

    /** The names by which the flight recorder has it. */
    public List<String> sources() {
        return sources;
    }

    List<EventField> fields() {
        return fields;
    }

    /** As tracefs' {@code events/jvm/NAME/format} would say it. */
    public String format() {
        return EventLayout.of(this).format();
    }

    /** The type that an event of the flight recorder has. */
    public static Optional<JvmEventType> ofSource(String name) {
        return Optional.ofNullable(OF_SOURCES.get(name));
    }

    /** The name with its system, as {@code jvm:gc_pause}. */
    @Override
    public String toString() {
        return SYSTEM + ":" + eventName();
    }

    /**
     * Those that {@code -e} names: {@code jvm}, {@code jvm:}, {@code jvm:gc}, {@code jvm:gc*}, {@code gc*}, {@code all}.
     *
     * @return empty where none has such a name
     */
    public static List<JvmEventType> named(String pattern) {
        String name = pattern.startsWith("jvm:") ? pattern.substring("jvm:".length()) : pattern;
        name = name.isEmpty() || name.equals(SYSTEM) || name.equals("all") ? "*" : name;
        Pattern glob =
                Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
        List<JvmEventType> named = new ArrayList<>();
        for (JvmEventType type : values()) {
            if (glob.matcher(type.eventName()).matches()) {
                named.add(type);
            }
        }
        return named;
    }
}
