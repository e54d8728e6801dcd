package dev.jftrace.dat.io;

/** A buffer that the kernel printed. */
public record TextRegion(String name, String clock, DataRegion region) {}
