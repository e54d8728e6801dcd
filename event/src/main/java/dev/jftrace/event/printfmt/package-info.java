/**
 * The print fmt of a format file, C expressions over the fields of REC, as text. {@link
 * dev.jftrace.event.printfmt.PrintFormats} is the door; a print fmt becomes pieces, a piece has an argument, an
 * argument is a tree.
 */
package dev.jftrace.event.printfmt;
