package dev.jftrace.dat.format;

import java.util.List;

/**
 * What a trace needs to be decoded, as the traced machine printed it. The arrays are not copied: leave them as they
 * are.
 *
 * @param headerPage tracefs' {@code events/header_page}
 * @param headerEvent tracefs' {@code events/header_event}
 * @param ftraceFormats the formats of the events that the tracers write
 * @param systems the formats of all other events
 * @param functions {@code /proc/kallsyms}; may be empty
 * @param printks tracefs' {@code printk_formats}; may be empty
 * @param tasks tracefs' {@code saved_cmdlines}; may be empty
 * @param btf the kernel's type information; empty where the file has none
 * @param modules {@code /proc/modules}; empty where the file has none
 */
public record TraceMetadata(
        byte[] headerPage,
        byte[] headerEvent,
        List<byte[]> ftraceFormats,
        List<EventSystem> systems,
        byte[] functions,
        byte[] printks,
        byte[] tasks,
        byte[] btf,
        byte[] modules) {
    public TraceMetadata {
        ftraceFormats = List.copyOf(ftraceFormats);
        systems = List.copyOf(systems);
    }

    /** The same with other functions. */
    public TraceMetadata withFunctions(byte[] kallsyms) {
        return new TraceMetadata(
                headerPage, headerEvent, ftraceFormats, systems, kallsyms, printks, tasks, btf, modules);
    }

    /** Of metadata, text by text. */
    public static Builder builder() {
        return new Builder();
    }

    /** All that is not set is empty. */
    public static final class Builder {
        private byte[] headerPage = {};
        private byte[] headerEvent = {};
        private List<byte[]> ftraceFormats = List.of();
        private List<EventSystem> systems = List.of();
        private byte[] functions = {};
        private byte[] printks = {};
        private byte[] tasks = {};
        private byte[] btf = {};
        private byte[] modules = {};

        private Builder() {}

        public Builder headers(byte[] page, byte[] event) {
            headerPage = page;
            headerEvent = event;
            return this;
        }

        public Builder ftraceFormats(List<byte[]> formats) {
            ftraceFormats = formats;
            return this;
        }

        public Builder systems(List<EventSystem> systems) {
            this.systems = systems;
            return this;
        }

        public Builder functions(byte[] kallsyms) {
            functions = kallsyms;
            return this;
        }

        public Builder printks(byte[] printkFormats) {
            printks = printkFormats;
            return this;
        }

        public Builder tasks(byte[] savedCmdlines) {
            tasks = savedCmdlines;
            return this;
        }

        public Builder btf(byte[] btf) {
            this.btf = btf;
            return this;
        }

        public Builder modules(byte[] modules) {
            this.modules = modules;
            return this;
        }

        public TraceMetadata build() {
            return new TraceMetadata(
                    headerPage, headerEvent, ftraceFormats, systems, functions, printks, tasks, btf, modules);
        }
    }
}
