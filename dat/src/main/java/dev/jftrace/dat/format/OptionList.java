package dev.jftrace.dat.format;

import java.util.List;

/**
 * One list of options as it stands in a file. A version 6 file has one at most, a version 7 file a chain of them.
 *
 * @param offset bytes from the start of the file to its section's header; in version 6, to the first option
 * @param options in version 7 the last one is {@link TraceOption.Done}
 */
public record OptionList(long offset, List<StoredOption> options) {
    public OptionList {
        options = List.copyOf(options);
    }

    /** @param size bytes of its payload in the file */
    public record StoredOption(TraceOption option, int size) {}
}
