package dev.jftrace.tracefs.hazard;

/**
 * A write that is about to be made.
 *
 * @param file below tracefs' root, as {@code instances/a/current_tracer}
 * @param how {@code write}, {@code truncate}, {@code mkdir}, {@code rmdir}
 * @param value the bytes, a char each
 */
public record ControlWrite(String file, String how, String value) {
    /** The file's name within its instance. */
    String name() {
        String[] parts = file.split("/", 3);
        return parts.length == 3 && parts[0].equals("instances") ? parts[2] : file;
    }

    String word() {
        return value.strip();
    }
}
