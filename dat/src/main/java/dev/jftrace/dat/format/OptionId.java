package dev.jftrace.dat.format;

/**
 * The numbers of options. A section has the number of the option that tells where it is; that of the options is {@link
 * #DONE}.
 */
public final class OptionId {
    public static final int DONE = 0;
    public static final int DATE = 1;
    public static final int CPUSTAT = 2;
    public static final int BUFFER = 3;
    public static final int TRACECLOCK = 4;
    public static final int UNAME = 5;
    public static final int HOOK = 6;
    public static final int OFFSET = 7;
    public static final int CPUCOUNT = 8;
    public static final int VERSION = 9;
    public static final int PROCMAPS = 10;
    public static final int TRACEID = 11;
    public static final int TIME_SHIFT = 12;
    public static final int GUEST = 13;
    public static final int TSC2NSEC = 14;
    public static final int STRINGS = 15;
    public static final int HEADER_INFO = 16;
    public static final int FTRACE_EVENTS = 17;
    public static final int EVENT_FORMATS = 18;
    public static final int KALLSYMS = 19;
    public static final int PRINTK = 20;
    public static final int CMDLINES = 21;
    public static final int BUFFER_TEXT = 22;
    public static final int BTF_FILE = 23;
    public static final int LAST_BOOT_INFO = 24;
    public static final int MODULES_FILE = 25;

    private OptionId() {}
}
