-- What is searched of an incident's records, whatever their noun: null is the incident itself.
alter table incident_search rename column comment_id to record_id;
