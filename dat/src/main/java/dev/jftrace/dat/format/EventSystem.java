package dev.jftrace.dat.format;

import java.util.List;

/**
 * One folder of tracefs' {@code events}.
 *
 * @param formats the {@code format} files as the kernel printed them
 */
public record EventSystem(String name, List<byte[]> formats) {
    public EventSystem {
        formats = List.copyOf(formats);
    }
}
