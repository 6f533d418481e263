package io.gradstream.core.learn;

/**
 * How labels that come later fared, for the metrics topic: counts over all time, but for those that
 * wait and for ages.
 *
 * <p>{@code outcomes + unlabelled + waiting = predictions}.
 *
 * @param predictions records that were predicted and began to wait
 * @param outcomes those that met their label, or count as having one
 * @param assumed those of them that count as having one, since none came
 * @param unlabelled records that were given up without a label
 * @param dropped those of them that had to make room
 * @param waiting records that wait
 * @param early labels that wait for their record
 * @param second labels for a record that has had its own
 * @param late labels that came after the wait of their record was over
 * @param ofDropped labels for a record that had to make room
 * @param unmatched labels for no record that is known
 * @param ageMedian median time between a record and its label among the window's labels that came,
 *     in milliseconds; NaN if none came
 * @param age95 95 % of them took no longer
 */
public record LabelReport(
    long predictions,
    long outcomes,
    long assumed,
    long unlabelled,
    long dropped,
    long waiting,
    long early,
    long second,
    long late,
    long ofDropped,
    long unmatched,
    double ageMedian,
    double age95) {}
