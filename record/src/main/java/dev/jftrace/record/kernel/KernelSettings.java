package dev.jftrace.record.kernel;

import dev.jftrace.tracefs.InstanceRequest;
import dev.jftrace.tracefs.TraceRequest;
import java.nio.file.Path;
import java.util.List;

/**
 * What of a kernel is recorded, and how.
 *
 * @param request what is traced
 * @param way how sub-buffers are taken out of the kernel
 * @param poll to look at the buffers again and again rather than to wait for the kernel's word
 * @param sleepMicros how long a reader that found nothing sleeps where it polls
 * @param priority real-time priority of the readers, 0 for none
 * @param limitKb most kilobytes that are kept of a CPU, the newest; 0 for no limit
 * @param includeSelf whether what the recorder itself does is recorded too
 * @param keepTracing whether tracing stays set up at the end
 * @param temporary where the sub-buffers are kept until the file is written; null for beside the file
 * @param date whether to keep what turns timestamps into time of day
 * @param offset nanoseconds to be added to each timestamp
 * @param tsc2nsec whether to keep what turns the TSC's cycles into nanoseconds
 * @param procMaps whether to keep what the program has mapped where
 * @param hooks pairs of events that a profile connects, in trace-cmd's words, to be kept
 */
public record KernelSettings(
        TraceRequest request,
        Way way,
        boolean poll,
        int sleepMicros,
        int priority,
        int limitKb,
        boolean includeSelf,
        boolean keepTracing,
        Path temporary,
        boolean date,
        String offset,
        boolean tsc2nsec,
        boolean procMaps,
        List<String> hooks) {
    public static final int DEFAULT_SLEEP_MICROS = 1000;

    /** How sub-buffers are taken out of the kernel. */
    public enum Way {
        /** By splice, and by what works where that does not. */
        SPLICE,
        /** Mapped, where the kernel can; else read. */
        MMAP,
        READ
    }

    /** For taking what is there. @param temporary null for beside the file */
    public static KernelSettings ofExtract(Path temporary, boolean date) {
        TraceRequest nothing =
                new TraceRequest(List.of(), true, false, true, false, false, false, InstanceRequest.UNSET);
        return new KernelSettings(
                nothing,
                Way.SPLICE,
                false,
                DEFAULT_SLEEP_MICROS,
                0,
                0,
                true,
                true,
                temporary,
                date,
                null,
                false,
                false,
                List.of());
    }
}
