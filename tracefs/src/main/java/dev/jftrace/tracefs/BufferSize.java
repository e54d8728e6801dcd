package dev.jftrace.tracefs;

/** How large the buffers of an instance are: each CPU has one, cut into sub-buffers. */
public final class BufferSize {
    private final Instance instance;

    BufferSize(Instance instance) {
        this.instance = instance;
    }

    /** What {@code buffer_size_kb} says: kilobytes per CPU; X if they differ; {@code 7 (expanded: 1408)} before the first use. */
    public String text() throws TracefsException {
        return instance.file("buffer_size_kb").value();
    }

    /** Kilobytes that a CPU's buffer has, or will have once it is used. */
    public int kilobytes(int cpu) throws TracefsException {
        return kilobytes(instance.file("per_cpu/cpu" + cpu + "/buffer_size_kb"));
    }

    static int kilobytes(ControlFile file) throws TracefsException {
        String text = file.value();
        int expanded = text.indexOf("expanded: ");
        String number = expanded < 0 ? text : text.substring(expanded + 10).replace(")", "");
        if (!number.matches("\\d{1,9}")) {
            throw new TracefsException(
                    file.path(), null, new java.io.IOException("a number of kilobytes expected, not '" + text + "'"));
        }
        return Integer.parseInt(number);
    }

    /** Sets the buffer of each CPU; the kernel rounds up to whole sub-buffers. @param kilobytes at least 1 */
    public void set(int kilobytes) throws TracefsException {
        instance.file("buffer_size_kb").write(Integer.toString(kilobytes));
    }

    public void set(int cpu, int kilobytes) throws TracefsException {
        instance.file("per_cpu/cpu" + cpu + "/buffer_size_kb").write(Integer.toString(kilobytes));
    }

    /** Of all CPUs together, kilobytes, as the kernel says it. */
    public String total() throws TracefsException {
        return instance.file("buffer_total_size_kb").value();
    }

    /** Whether sub-buffers can have another size than a page (kernel 6.8). */
    public boolean hasSubBufferSize() {
        return instance.file("buffer_subbuf_size_kb").exists();
    }

    /** Kilobytes of a sub-buffer. */
    public int subBuffer() throws TracefsException {
        return hasSubBufferSize() ? kilobytes(instance.file("buffer_subbuf_size_kb")) : 4;
    }

    /** Empties the buffers; the kernel rounds up to a power of two of pages, at most 128. */
    public void subBuffer(int kilobytes) throws TracefsException {
        instance.file("buffer_subbuf_size_kb").write(Integer.toString(kilobytes));
    }
}
