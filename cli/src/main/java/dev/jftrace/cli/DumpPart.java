package dev.jftrace.cli;

/** What {@code jftrace dump} can print of a file, by the names of its options. */
enum DumpPart {
    SUMMARY("summary", "a line for each part (default)"),
    HEAD_PAGE("head-page", "header_page"),
    HEAD_EVENT("head-event", "header_event"),
    FTRACE_EVENTS("ftrace-events", "the formats of ftrace's own events"),
    SYSTEMS("systems", "the event systems"),
    EVENTS("events", "the formats of the events"),
    KALLSYMS("kallsyms", "the functions"),
    PRINTK("printk", "the formats of trace_printk"),
    CMD_LINES("cmd-lines", "the names of the tasks"),
    MODULES("modules", "the modules"),
    OPTIONS("options", "the options"),
    FLYRECORD("flyrecord", "where the CPUs are"),
    CLOCK("clock", "the trace clock"),
    STRINGS("strings", "the descriptions of the sections"),
    SECTIONS("sections", "the sections in the order of the file");

    private final String option;
    private final String help;

    DumpPart(String option, String help) {
        this.option = option;
        this.help = help;
    }

    String option() {
        return option;
    }

    String help() {
        return help;
    }
}
