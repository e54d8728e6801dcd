package dev.jftrace.agent.control;

/** The errors of the kernel's control files that a JVM's give too. */
enum Errno {
    EACCES,
    EBADF,
    EBUSY,
    EINVAL,
    EIO,
    ENOENT,
    ENOMEM,
    EOPNOTSUPP,
    ERANGE
}
