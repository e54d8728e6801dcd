package dev.jftrace.bench.macro;

/** What an application does under load, again and again. */
interface Load extends AutoCloseable {
    /** One round of so many operations. */
    void round() throws Exception;

    int operations();
}
