package dev.jftrace.record.jfr;

import java.util.List;

/**
 * Something that a JVM told of itself.
 *
 * @param type what it is
 * @param stamp when it ended, CLOCK_MONOTONIC ns
 * @param javaThread {@code Thread.getId()} of whom it happened to; 0 for a thread of the JVM's own, or for none
 * @param tid that thread's Linux id; 0 for none and for a virtual thread
 * @param name that thread's name; null for none
 * @param bytes laid out as the type's format says; the pid is still 0
 */
public record JvmEvent(JvmEventType type, long stamp, long javaThread, int tid, String name, byte[] bytes) {
    /** One whose fields are all numbers, in the order of its format. */
    public static JvmEvent of(JvmEventType type, long stamp, long javaThread, long... fields) {
        return new JvmEvent(
                type, stamp, javaThread, 0, null, EventLayout.of(type).encode(fields));
    }

    JvmEvent at(long time) {
        return new JvmEvent(type, time, javaThread, tid, name, bytes);
    }

    /** The bytes, with the pid set. */
    public byte[] ofTask(int pid) {
        EventLayout.setPid(bytes, pid);
        return bytes;
    }

    /** The names by which the flight recorder has these. */
    public static List<String> sources(List<JvmEventType> types) {
        return types.stream().flatMap(type -> type.sources().stream()).toList();
    }

    /** The lines of the agent's settings by which it has the flight recorder tell of these. */
    public static List<String> settings(List<JvmEventType> types) {
        return sources(types).stream().map(source -> "flight=" + source).toList();
    }
}
